/**
 * What a processor with memory of its own computes: a thin interface on raw addresses, which the
 * CUDA device and a stand-in on the CPU implement. Maps are NHWC; nothing here knows a network,
 * Deeplearning4j or ND4J.
 */
package org.dl4jzoo.zoo.device;
