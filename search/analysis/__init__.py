"""From text to terms: tokens with offsets, folded spellings, stems, sound keys and stop words, each in its file."""
