/**
 * What weight files of other libraries call the layers of a network. Networks say it, and what
 * reads and writes weights uses it; neither needs to know the other for that.
 */
package org.dl4jzoo.zoo.names;
