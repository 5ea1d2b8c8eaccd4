/**
 * The arithmetic of the layers on channels-last arrays, as interfaces; {@code onednn} and {@code
 * nd4j} below implement them. Kernels know neither Deeplearning4j's layers nor its workspaces:
 * callers hand them every array, dense and in c order.
 */
package org.dl4jzoo.zoo.layer.kernel;
