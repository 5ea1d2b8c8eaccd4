/**
 * Files and folders written whole or not at all, the folder of caches, and digests of contents.
 * Nothing here knows an image.
 */
package org.dl4jzoo.data.file;
