/**
 * Networks on a device with memory of its own: what each kind of layer calls there, forward,
 * backward and in inference, where its maps lie, and what runs them. Nothing here knows
 * Deeplearning4j or ND4J; parameters come and go as one vector.
 *
 * <p>It walks a network's description instead of mirroring what Deeplearning4j has in the host's
 * memory: there dropout, loss, updater and listeners touch arrays all over a step, and each would
 * have had to be found and synchronised. So the host keeps no maps, a step waits once, and a GPU
 * can be checked without ND4J's native libraries.
 *
 * <p>It has more than 25 classes, as each kind of layer is a file of its own.
 */
package org.dl4jzoo.zoo.device.network;
