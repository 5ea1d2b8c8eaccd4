/**
 * Folders with one sub-folder a class: listing them, and checking them for unreadable images and
 * copies. Nothing here splits or batches.
 */
package org.dl4jzoo.data.folder;
