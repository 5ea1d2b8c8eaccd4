/**
 * The description of a network as plain data. {@link org.dl4jzoo.zoo.net.Net} is the language that
 * papers are written in, {@link org.dl4jzoo.zoo.net.Op} has an implementation for each kind of
 * operation, which says every fact about it, and two writers turn a description into a graph of our
 * layers or of Deeplearning4j's own. Nothing here knows a paper or an option.
 *
 * <p>The package has more than 25 classes because every kind of operation is a file of its own.
 */
package org.dl4jzoo.zoo.net;
