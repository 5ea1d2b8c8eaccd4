/**
 * The kernels on ND4J's native operations: slower than oneDNN's, but on any platform and backend,
 * and in double precision, which gradient checks need.
 */
package org.dl4jzoo.zoo.layer.kernel.nd4j;
