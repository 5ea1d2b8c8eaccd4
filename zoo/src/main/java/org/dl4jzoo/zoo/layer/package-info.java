/**
 * Deeplearning4j layers with channels-last activations, run by oneDNN or by ND4J's own operations.
 * Nothing here knows a network.
 */
package org.dl4jzoo.zoo.layer;
