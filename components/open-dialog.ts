/** A dialog that is open; a toast has that role, too. */
export const openDialog = '[role="dialog"], [role="alertdialog"][data-slot="modal-dialog"]';
