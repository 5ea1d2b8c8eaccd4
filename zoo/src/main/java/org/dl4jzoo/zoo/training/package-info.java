/**
 * What a training leaves in a network's saved configuration: its learning rates; and the reading of
 * configurations that older builds saved. Nothing here trains.
 */
package org.dl4jzoo.zoo.training;
