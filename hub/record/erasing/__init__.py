"""The end of a family's record: keys, ciphertexts, drafts, talks and tokens, all of it or nothing."""
