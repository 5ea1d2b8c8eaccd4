package org.dl4jzoo.zoo.device.host;

/** A convolution of one shape and its gradients. */
interface HostConvolution {

  void forward(long x, long w, Epilogue epilogue, long y);

  void backData(long w, long dy, long dx, boolean add);

  void backWeights(long x, long dy, long dw);
}
