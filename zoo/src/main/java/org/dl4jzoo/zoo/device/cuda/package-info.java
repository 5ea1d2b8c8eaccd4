/**
 * A {@link org.dl4jzoo.zoo.device.Device} on NVIDIA's GPUs: convolutions by cuDNN, matrix products
 * by cuBLAS, all else by kernels of our own, which NVRTC compiles for the GPU found. Nothing
 * outside touches CUDA's classes, which an ordinary build does not carry: {@link
 * org.dl4jzoo.zoo.device.cuda.CudaDevice#open} is the only way in.
 *
 * <p>Norms and poolings are kernels of our own, not cuDNN's: they keep batch norm's biased
 * variance, poolings that round up, and the first of equal maxima as the other engines do, give the
 * same bits each time, and fuse the activation. So are softmax, and concatenation, which copies
 * columns in one call where cuDNN's needs two descriptors. ReLU6 follows a convolution in a step of
 * its own, as cuDNN fuses none. cuDNN's older calls are taken for convolutions, as its newer ones
 * need C++.
 *
 * <p>It has more than 25 classes, as each part of the interface, each library and each way to
 * compute a convolution is a file of its own.
 */
package org.dl4jzoo.zoo.device.cuda;
