talk-fault-reason_signs = The reason holds characters that cannot be seen. Please type it anew.
talk-fault-place = The place holds characters that cannot be seen. Please type it anew.
talk-fault-interpreter = The name of the interpreter holds characters that cannot be seen. Please type it anew.
