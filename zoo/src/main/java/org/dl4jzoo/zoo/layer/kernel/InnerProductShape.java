package org.dl4jzoo.zoo.layer.kernel;

/**
 * Everything a matrix product with a bias needs to know of its sizes.
 *
 * @param batch rows of input and output
 * @param in columns of the input
 * @param out columns of the output
 */
public record InnerProductShape(long batch, long in, long out) {}
