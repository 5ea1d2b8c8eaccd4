/**
 * Which maps a training step keeps, recomputes and hands on, and where they lie; and where joins
 * lie in inference that other vertices write. Nothing here knows a kind of layer: each says for
 * itself what its backward pass needs.
 */
package org.dl4jzoo.zoo.layer.memory;
