package org.dl4jzoo.data.folder;

/**
 * An image that was left out.
 *
 * @param example the image
 * @param reason what is wrong with it
 */
public record Unreadable(Example example, String reason) {}
