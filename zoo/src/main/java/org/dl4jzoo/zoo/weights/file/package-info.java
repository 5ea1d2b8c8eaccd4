/**
 * The formats that weights are published in, read and written: safetensors, PyTorch's {@code .pth},
 * Keras's {@code .h5}, {@code .weights.h5} and {@code .keras}. Files are taken to be hostile:
 * nothing in them is executed, and what is allocated is bounded by the file's size. Nothing here
 * knows networks or the names of their tensors.
 *
 * <p>The package has more than 25 classes because its formats share {@code FileBytes}, whose checks
 * no class elsewhere can get around.
 */
package org.dl4jzoo.zoo.weights.file;
