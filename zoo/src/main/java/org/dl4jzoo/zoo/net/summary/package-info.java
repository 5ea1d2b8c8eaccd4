/**
 * What a network costs, computed from its description: parameters, multiply-accumulates, memory.
 */
package org.dl4jzoo.zoo.net.summary;
