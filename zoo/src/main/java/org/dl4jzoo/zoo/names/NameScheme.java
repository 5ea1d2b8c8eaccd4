package org.dl4jzoo.zoo.names;

/** Whose names, and with them whose layouts, the tensors of a weight file have. */
public enum NameScheme {
  /** Keras Applications, .h5. */
  KERAS,
  /** torchvision, .pth or safetensors; also other weights of plain PyTorch modules. */
  TORCHVISION,
  /** timm, where it differs from torchvision. */
  TIMM,
  /** Caffe's blobs in safetensors. */
  CAFFE
}
