/**
 * Pretrained weights and how they get into the networks. The formats of files are in {@code file}.
 */
package org.dl4jzoo.zoo.weights;
