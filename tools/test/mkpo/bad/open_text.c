# refused: a text is not closed
N_("没有结束
