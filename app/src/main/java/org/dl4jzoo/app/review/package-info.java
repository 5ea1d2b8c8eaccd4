/**
 * Which labelled images a person should look at: labels that look wrong, images unlike their class,
 * images that are there twice. Everything is computed from features and labels; nothing here runs a
 * network, reads an image or writes a file.
 */
package org.dl4jzoo.app.review;
