/**
 * Encoded images to pixels: which format a file has, whether it is whole, what a viewer would show.
 * Everything here goes by content; what a file is called plays no part. Pixels are Pillow's: those
 * of {@code shared/cases/images} and of the tests' table are the same to the bit where a format
 * loses nothing, and differ by 2 of 255 at most where it does.
 *
 * <p>Who decodes was decided by that table and by fuzzing:
 *
 * <ul>
 *   <li>JPEG and PNG: OpenCV's libjpeg-turbo and libpng, which are fast and Pillow's own. They fill
 *       what is missing with grey, so that files are checked in Java first.
 *   <li>Lossy WebP: OpenCV's libwebp; TwelveMonkeys does not interpolate colours. Lossless WebP and
 *       transparency: TwelveMonkeys, as OpenCV 4.5.5 brings a libwebp with CVE-2023-4863.
 *   <li>TIFF: TwelveMonkeys, in Java; OpenCV 4.5.5 brings a libtiff with known faults.
 *   <li>GIF and BMP: the JDK. OpenCV reads no GIF, and BMPs of 16 bits with other colours.
 * </ul>
 *
 * <p>The package has more than 25 classes: for each of six formats one that checks a file's
 * structure and one that decodes it, and none of them concerns anybody outside.
 */
package org.dl4jzoo.data.image.file;
