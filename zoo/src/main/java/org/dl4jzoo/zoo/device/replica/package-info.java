/**
 * One network on several devices, each of which has a replica of it and takes a part of every
 * batch: the steps of all, the sum of their gradients, and batch norm over the whole batch.
 */
package org.dl4jzoo.zoo.device.replica;
