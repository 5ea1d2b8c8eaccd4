/**
 * Deeplearning4j layers with channels-last activations, run by oneDNN or by ND4J's own operations.
 * For each kind there is a configuration, as {@link org.dl4jzoo.zoo.layer.Pool}, and what runs it,
 * as {@code PoolRuntime}. Nothing here knows a network.
 *
 * <p>There are more than 25 classes for two reasons. The names of configurations stand in every
 * checkpoint, so none can move. And Deeplearning4j lets a configuration make its runtime, which
 * reads the configuration, so the two can't be in different packages without a cycle.
 */
package org.dl4jzoo.zoo.layer;
