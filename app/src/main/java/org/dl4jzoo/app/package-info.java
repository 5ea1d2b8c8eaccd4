/**
 * The command line: {@code Main} and one thin class a command. What a command does lives in its
 * sub-packages, in the zoo or in the data module. There are more than 25 classes, since each
 * command is one.
 */
package org.dl4jzoo.app;
