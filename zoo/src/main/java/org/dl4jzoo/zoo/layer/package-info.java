/**
 * Deeplearning4j layers with channels-last activations, run by oneDNN or by ND4J's own operations.
 * For each kind there is a configuration, as {@link org.dl4jzoo.zoo.layer.Pool}, and what runs it,
 * as {@code PoolRuntime}. Nothing here knows a network.
 *
 * <p>The package is large for two reasons: names of configurations stand in every checkpoint, so
 * none can move; and as Deeplearning4j lets a configuration make its runtime, which in turn reads
 * the configuration, the two can't be in different packages without a cycle.
 */
package org.dl4jzoo.zoo.layer;
