/**
 * Networks on a device with memory of its own: what each kind of layer calls there, forward,
 * backward and in inference, where its maps lie, and what runs them. Nothing here knows
 * Deeplearning4j or ND4J; parameters come and go as one vector.
 *
 * <p>It has more than 25 classes, as each kind of layer is a file of its own.
 */
package org.dl4jzoo.zoo.device.network;
