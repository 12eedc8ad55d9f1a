/** AI-OCR products are handed documents and give CSV back, through their watched folders. */
@NullMarked
package genba.connector.ocr;

import org.jspecify.annotations.NullMarked;
