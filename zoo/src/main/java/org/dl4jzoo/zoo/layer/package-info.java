/**
 * Deeplearning4j layers with channels-last activations, run by oneDNN or by ND4J's own operations.
 * Nothing here knows a network. In steps of training they pass maps and gradients on by handovers,
 * which know how long each is needed, and so take little memory.
 */
package org.dl4jzoo.zoo.layer;
