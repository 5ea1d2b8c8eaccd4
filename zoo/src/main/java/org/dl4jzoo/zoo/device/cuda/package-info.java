/**
 * A {@link org.dl4jzoo.zoo.device.Device} on NVIDIA's GPUs: convolutions by cuDNN, matrix products
 * by cuBLAS, all else by kernels of our own, which NVRTC compiles for the GPU found. Nothing
 * outside touches CUDA's classes, which an ordinary build does not carry: {@link
 * org.dl4jzoo.zoo.device.cuda.CudaDevice#open} is the only way in.
 */
package org.dl4jzoo.zoo.device.cuda;
