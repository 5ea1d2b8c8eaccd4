/**
 * Weights that others publish: which files there are, whether a file has weights of a network, and
 * how they get into the network's parameters and out of them. The formats of the files are read and
 * written by {@code file}, which knows nothing of this package; which options a file's network has
 * is inferred by its {@link org.dl4jzoo.zoo.model.Architecture}.
 */
package org.dl4jzoo.zoo.weights;
