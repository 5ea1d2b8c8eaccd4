/**
 * Trials of a device on whole networks: training, speed, memory. They need neither ND4J nor
 * Deeplearning4j at run time, so that a machine with a GPU and nothing else can run them.
 */
package org.dl4jzoo.zoo.device.trial;
