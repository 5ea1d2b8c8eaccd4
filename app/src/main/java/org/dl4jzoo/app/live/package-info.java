/**
 * A page that shows a training while it goes on, served to browsers of this machine alone. It reads
 * what the training tells and has no way to change it.
 */
package org.dl4jzoo.app.live;
