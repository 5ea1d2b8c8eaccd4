/**
 * Which maps a training step keeps, recomputes and hands on, and the memory they lie in; and the
 * memory of joins that convolutions write in inference. Nothing here knows a kind of layer: each
 * says itself what its backward pass needs.
 */
package org.dl4jzoo.zoo.layer.memory;
