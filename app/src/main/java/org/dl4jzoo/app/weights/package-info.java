/**
 * Pretrained weights on this machine: what a value of {@code --weights} means, the cache of
 * downloads, and networks made of them.
 */
package org.dl4jzoo.app.weights;
