talk-fault-reason_signs = The reason holds characters that cannot be seen. Please type it anew.
talk-fault-place = The place holds characters that cannot be seen. Please type it anew.
talk-fault-interpreter = The name of the interpreter holds characters that cannot be seen. Please type it anew.
talk-fault-meanwhile = Since it was signed, something of it was taken back. Please talk about it once more.
