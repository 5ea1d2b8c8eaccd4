/**
 * Batches for training and evaluation: order, augmentation, caching and decoding ahead. Nothing
 * here chooses images.
 */
package org.dl4jzoo.data.batch;
