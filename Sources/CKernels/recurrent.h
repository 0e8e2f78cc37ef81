// The list of cells.

void NAME(recurrent_forward)(int cell, const ck_recurrent_forward_args *args) {
  switch (cell) {
    case CK_LSTM: NAME(lstm_forward)(args); break;
    case CK_GRU: NAME(gru_forward)(args); break;
    case CK_TANH: NAME(elman_forward)(args, false); break;
    case CK_RELU: NAME(elman_forward)(args, true); break;
  }
}

void NAME(recurrent_backward)(int cell, const ck_recurrent_backward_args *args) {
  switch (cell) {
    case CK_LSTM: NAME(lstm_backward)(args); break;
    case CK_GRU: NAME(gru_backward)(args); break;
    case CK_TANH: NAME(elman_backward)(args, false); break;
    case CK_RELU: NAME(elman_backward)(args, true); break;
  }
}
