/** What the mail connector's file hands over: a message, sent with Camel's mail component. */
@NullMarked
package genba.connector.mail;

import org.jspecify.annotations.NullMarked;
