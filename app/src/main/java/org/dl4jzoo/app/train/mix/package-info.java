/** How the images of a batch are mixed with each other, and their targets with them. */
package org.dl4jzoo.app.train.mix;
