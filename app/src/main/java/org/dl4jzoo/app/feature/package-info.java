/**
 * What a frozen part of a network makes of images: computed once, kept on disk, served as batches.
 */
package org.dl4jzoo.app.feature;
