/**
 * Decoded images: resizing and varying one image. OpenCV is called here and in {@link
 * org.dl4jzoo.data.image.file}, and nowhere else; nothing here knows folders, labels or batches.
 */
package org.dl4jzoo.data.image;
