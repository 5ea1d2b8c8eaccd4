package org.dl4jzoo.zoo.weights.file;

/**
 * An array that tensors of a PyTorch file share.
 *
 * @param key which of the file's arrays it is
 * @param type what its elements are
 * @param elements how many it has
 */
record TorchStorage(String key, ElementType type, long elements) {}
