/**
 * Encoded images to pixels: checking the file, decoding, resizing and varying one image. OpenCV is
 * called here and nowhere else; nothing here knows folders, labels or batches.
 */
package org.dl4jzoo.data.image;
