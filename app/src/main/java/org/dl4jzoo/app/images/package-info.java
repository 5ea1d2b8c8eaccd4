/**
 * Which images a command means: the values of {@code --data}, folders with labels, files named on a
 * command line. Nothing here decodes an image.
 */
package org.dl4jzoo.app.images;
