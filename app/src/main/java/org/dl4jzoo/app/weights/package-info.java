/**
 * Pretrained weights on this machine: what a value of {@code --weights} means, the cache of
 * downloads, a file of weights that is open with what is known of it, and networks made of it.
 */
package org.dl4jzoo.app.weights;
