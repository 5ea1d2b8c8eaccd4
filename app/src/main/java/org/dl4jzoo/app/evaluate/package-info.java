/**
 * What a network says of images, and how good that is: predictions and metrics, as numbers. Nothing
 * here writes a file or draws a picture.
 */
package org.dl4jzoo.app.evaluate;
