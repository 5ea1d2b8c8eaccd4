/**
 * The networks, one file a paper, with their options, the names that published weights give to
 * their layers, and the registry. A model file is written in the words of {@link
 * org.dl4jzoo.zoo.net.Net}; it names no layer class, optimiser or file format.
 *
 * <p>It has more than 25 classes because each network, and the names of its layers in files, is
 * one.
 */
package org.dl4jzoo.zoo.model;
