/**
 * Draws pictures of five kinds of flowers from numbers alone. Everything is computed here, with
 * {@link java.lang.StrictMath}, so that each picture has the same pixels on every system. Nothing
 * here knows files or data sets.
 */
package org.dl4jzoo.data.flowers;
