/**
 * From an image file to the numbers that a network sees, without augmentation: decoding, resizing,
 * scaling. Nothing here knows a folder, a class or a batch.
 */
package org.dl4jzoo.data.preprocess;
