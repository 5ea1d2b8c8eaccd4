/**
 * The kernels on oneDNN 3 through its JavaCPP preset, float32 only. Primitives are made once a
 * shape; nothing here allocates an activation.
 */
package org.dl4jzoo.zoo.layer.kernel.onednn;
