/**
 * Where the time of a network's steps goes, vertex by vertex. Knows the graphs of Deeplearning4j
 * and nothing of ours; a network that nobody times does not know this package.
 */
package org.dl4jzoo.zoo.profile;
