/**
 * Labelled images as people lay them out (folders of classes, of subsets, lists): listing them, and
 * checking them for unreadable images and copies. Nothing here splits or batches.
 */
package org.dl4jzoo.data.folder;
